// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.util.Locale;
import java.util.Map;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/// The options of `COPY ... TO 'file' (FORMAT parquet, ...)`.
///
/// @param rowGroupRows rows of a row group, at most
record ParquetWriteOptions(CompressionCodecName codec, int rowGroupRows) {
    private static final int ROW_GROUP_ROWS = 122_880;

    static ParquetWriteOptions of(Map<String, String> properties) {
        CompressionCodecName codec = CompressionCodecName.SNAPPY;
        int rowGroupRows = ROW_GROUP_ROWS;
        for (Map.Entry<String, String> option : properties.entrySet()) {
            switch (option.getKey().toLowerCase(Locale.ROOT)) {
                case "compression", "codec" -> codec = codec(option.getValue());
                case "row_group_size" -> rowGroupRows = rows(option.getValue());
                default -> throw error("Parquet files have no option " + option.getKey());
            }
        }
        return new ParquetWriteOptions(codec, rowGroupRows);
    }

    private static CompressionCodecName codec(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "none", "uncompressed" -> CompressionCodecName.UNCOMPRESSED;
            case "snappy" -> CompressionCodecName.SNAPPY;
            case "zstd" -> CompressionCodecName.ZSTD;
            case "gzip" -> CompressionCodecName.GZIP;
            case "lz4", "lz4_raw" -> CompressionCodecName.LZ4_RAW;
            default -> throw error("compression is uncompressed, snappy, zstd, gzip or lz4_raw, not " + value);
        };
    }

    private static int rows(String value) {
        try {
            int rows = Integer.parseInt(value);
            if (rows > 0) {
                return rows;
            }
        } catch (NumberFormatException malformed) {
            throw error("row_group_size is a number of rows, not " + value);
        }
        throw error("row_group_size is a number of rows, not " + value);
    }

    private static SheafException error(String detail) {
        return new SheafException(ErrorCode.INVALID_PARAMETER, detail);
    }
}
