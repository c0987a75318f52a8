// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.csv;

import java.util.Locale;
import java.util.Optional;

/// How a whole text file is compressed.
enum CsvCompression {
    NONE,
    GZIP,
    ZSTD;

    /// What the option's value means; `auto` goes by the file's name.
    static Optional<CsvCompression> parse(String value, String path) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "none", "uncompressed" -> Optional.of(NONE);
            case "gzip" -> Optional.of(GZIP);
            case "zstd" -> Optional.of(ZSTD);
            case "auto", "auto_detect" -> Optional.of(byName(path));
            default -> Optional.empty();
        };
    }

    static CsvCompression byName(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".gz")) {
            return GZIP;
        }
        return lower.endsWith(".zst") ? ZSTD : NONE;
    }
}
