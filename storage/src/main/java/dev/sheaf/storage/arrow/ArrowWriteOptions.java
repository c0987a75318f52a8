// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.arrow;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.util.Locale;
import java.util.Map;

/// The options of `COPY ... TO 'file' (FORMAT arrow, ...)`.
///
/// @param stream whether a stream is written, and not a file with a footer
record ArrowWriteOptions(boolean stream, ArrowBatch.Compression compression) {
    static ArrowWriteOptions of(String path, Map<String, String> properties) {
        boolean stream = path.toLowerCase(Locale.ROOT).endsWith(".arrows");
        ArrowBatch.Compression compression = ArrowBatch.Compression.NONE;
        for (Map.Entry<String, String> option : properties.entrySet()) {
            String value = option.getValue().toLowerCase(Locale.ROOT);
            switch (option.getKey().toLowerCase(Locale.ROOT)) {
                case "stream" -> stream = value.isEmpty() || value.equals("true");
                case "compression" -> compression = switch (value) {
                    case "none", "uncompressed" -> ArrowBatch.Compression.NONE;
                    case "lz4", "lz4_frame" -> ArrowBatch.Compression.LZ4;
                    case "zstd" -> ArrowBatch.Compression.ZSTD;
                    default -> throw error("compression is uncompressed, lz4 or zstd, not " + value);
                };
                default -> throw error("Arrow files have no option " + option.getKey());
            }
        }
        return new ArrowWriteOptions(stream, compression);
    }

    private static SheafException error(String detail) {
        return new SheafException(ErrorCode.INVALID_PARAMETER, detail);
    }
}
