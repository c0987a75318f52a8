// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import io.airlift.compress.v3.Compressor;
import io.airlift.compress.v3.lz4.Lz4JavaCompressor;
import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.jspecify.annotations.Nullable;

/// Compresses pages for parquet-java, by Java code only. What it returns is valid until the next call, as its callers
/// copy or write it at once.
final class PageCompressor implements BytesInputCompressor {
    private final CompressionCodecName codec;
    private final @Nullable Compressor compressor;
    private byte[] output = {};

    PageCompressor(CompressionCodecName codec) {
        this.codec = codec;
        this.compressor = switch (codec) {
            case SNAPPY -> new SnappyJavaCompressor();
            case ZSTD -> new ZstdJavaCompressor();
            case LZ4_RAW -> new Lz4JavaCompressor();
            case UNCOMPRESSED, GZIP -> null;
            case LZO, BROTLI, LZ4 -> throw new IllegalArgumentException(codec.toString());
        };
    }

    @Override
    public BytesInput compress(BytesInput page) throws IOException {
        if (codec == CompressionCodecName.UNCOMPRESSED) {
            return page;
        }
        byte[] input = bytesOf(page);
        if (compressor == null) {
            ByteArrayOutputStream compressed = new ByteArrayOutputStream(input.length / 2 + 64);
            try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
                gzip.write(input);
            }
            return BytesInput.from(compressed);
        }
        int most = compressor.maxCompressedLength(input.length);
        if (output.length < most) {
            output = new byte[most];
        }
        int length = compressor.compress(input, 0, input.length, output, 0, output.length);
        return BytesInput.from(output, 0, length);
    }

    private static byte[] bytesOf(BytesInput page) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.toIntExact(page.size()));
        page.writeAllTo(bytes);
        return bytes.toByteArray();
    }

    @Override
    public CompressionCodecName getCodecName() {
        return codec;
    }

    @Override
    public void release() {
        output = new byte[0];
    }
}
