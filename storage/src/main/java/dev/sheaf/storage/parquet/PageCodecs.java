// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.storage.file.FilePlace;
import org.apache.parquet.format.CompressionCodec;

/// The codec for each compression that a footer may name.
final class PageCodecs {
    private PageCodecs() {}

    /// A fresh codec, which its reader closes.
    ///
    /// @throws dev.sheaf.core.error.SheafException for LZO and Brotli, which have no maintained Java decoder
    static PageCodec of(CompressionCodec codec, FilePlace place) {
        return switch (codec) {
            case UNCOMPRESSED -> new PageCodec.None();
            case SNAPPY -> PageCodec.Block.snappy();
            case GZIP -> new PageCodec.Gzip();
            case ZSTD -> PageCodec.Block.zstd();
            case LZ4_RAW -> PageCodec.Block.lz4();
            case LZ4 -> new PageCodec.HadoopLz4();
            case LZO, BROTLI -> throw place.unsupported("compression " + codec + " is not supported");
        };
    }
}
