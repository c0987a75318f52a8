// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.file;

import io.airlift.compress.v3.Decompressor;
import io.airlift.compress.v3.lz4.Lz4JavaDecompressor;
import io.airlift.compress.v3.lz4.Lz4NativeDecompressor;
import io.airlift.compress.v3.snappy.SnappyJavaDecompressor;
import io.airlift.compress.v3.snappy.SnappyNativeDecompressor;
import io.airlift.compress.v3.zstd.ZstdJavaDecompressor;
import io.airlift.compress.v3.zstd.ZstdNativeDecompressor;

/// The decompressors of aircompressor's block formats: written in Java, or its native ones, which are about twice as
/// fast, where the program was started with `--enable-native-access` for this code and they exist for the platform.
/// Without the flag no native library is loaded and nothing is printed. Both throw
/// [io.airlift.compress.v3.MalformedInputException] or [IllegalArgumentException] on damaged input.
///
/// What is returned serves one reader; not thread-safe.
public final class BlockDecompressors {
    private static final boolean NATIVE_ALLOWED = Decompressor.class.getModule().isNativeAccessEnabled();

    private BlockDecompressors() {}

    public static Decompressor snappy() {
        return NATIVE_ALLOWED && SnappyNativeDecompressor.isEnabled()
                ? new SnappyNativeDecompressor()
                : new SnappyJavaDecompressor();
    }

    /// Zstandard frames.
    public static Decompressor zstd() {
        return NATIVE_ALLOWED && ZstdNativeDecompressor.isEnabled()
                ? new ZstdNativeDecompressor()
                : new ZstdJavaDecompressor();
    }

    /// Bare LZ4 blocks.
    public static Decompressor lz4() {
        return NATIVE_ALLOWED && Lz4NativeDecompressor.isEnabled()
                ? new Lz4NativeDecompressor()
                : new Lz4JavaDecompressor();
    }
}
