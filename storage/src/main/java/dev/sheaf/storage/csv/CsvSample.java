// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.csv;

import java.util.ArrayList;
import java.util.List;

/// The first rows of a text as lists of fields, for sniffing only: any number of fields a row, everything copied.
final class CsvSample {
    private final byte[] bytes;
    private final int end;
    private final CsvDialect dialect;
    private int at;

    private CsvSample(byte[] bytes, int from, int end, CsvDialect dialect) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
        this.dialect = dialect;
    }

    /// Up to `rowsMax` non-blank rows. A last row that may be cut short is left out.
    ///
    /// @param complete whether the text ends with the bytes given
    static List<List<byte[]>> rows(
            byte[] bytes, int from, int end, boolean complete, CsvDialect dialect, int rowsMax) {
        CsvSample sample = new CsvSample(bytes, from, end, dialect);
        List<List<byte[]>> rows = new ArrayList<>();
        while (sample.at < end && rows.size() < rowsMax) {
            List<byte[]> row = sample.row();
            boolean cut = sample.at == end && !complete;
            boolean blank = row.size() == 1 && row.getFirst().length == 0;
            if (!cut && !blank) {
                rows.add(row);
            }
        }
        return rows;
    }

    private List<byte[]> row() {
        List<byte[]> fields = new ArrayList<>();
        while (true) {
            fields.add(field());
            if (at >= end) {
                return fields;
            }
            byte separator = bytes[at++];
            if (separator == dialect.delimiter()) {
                continue;
            }
            if (separator == '\r' && at < end && bytes[at] == '\n') {
                at++;
            }
            return fields;
        }
    }

    private byte[] field() {
        boolean quoted = at < end && dialect.quote() != CsvDialect.NONE && bytes[at] == dialect.quote();
        byte[] value = new byte[16];
        int length = 0;
        at += quoted ? 1 : 0;
        while (at < end) {
            byte next = bytes[at];
            if (quoted) {
                boolean escaping = next == dialect.escape() && at + 1 < end
                        && (bytes[at + 1] == dialect.quote() || bytes[at + 1] == dialect.escape());
                if (!escaping && next == dialect.quote()) {
                    at++;
                    quoted = false;
                    continue;
                }
                at += escaping ? 1 : 0;
            } else if (next == dialect.delimiter() || next == '\n' || next == '\r') {
                break;
            }
            value = CsvRows.grown(value, length + 1);
            value[length++] = bytes[at++];
        }
        return java.util.Arrays.copyOf(value, length);
    }
}
