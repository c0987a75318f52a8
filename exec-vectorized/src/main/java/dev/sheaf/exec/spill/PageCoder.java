// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.spill;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.lz4.Lz4JavaCompressor;
import io.airlift.compress.v3.lz4.Lz4JavaDecompressor;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/// Turns pages into what stands in files and back: two parts of a page, without the hole between them, compressed as
/// one LZ4 block where that helps, then encrypted where there is a key. For one thread at a time.
final class PageCoder {
    /// The largest page that is written out.
    static final long PAGE_BYTES_MAX = 64L << 20;
    private static final int RETAINED_BYTES_MAX = 1 << 20;
    private static final int TAG_BITS = 128;
    private static final int NONCE_BYTES = 12;

    private final Lz4JavaCompressor compressor = new Lz4JavaCompressor();
    private final Lz4JavaDecompressor decompressor = new Lz4JavaDecompressor();
    private byte[] plain = {};
    private byte[] packed = {};
    private byte[] sealed = {};
    private byte[] stored = {};
    private int storedBytes;
    private boolean compressed;

    /// Whether the buffers are small enough to be kept.
    boolean retains() {
        return plain.length + packed.length + sealed.length <= 4 * RETAINED_BYTES_MAX;
    }

    /// Encodes a page; the result is in [#stored()] until the next call.
    ///
    /// @param headBytes how much of the page's beginning counts
    /// @param tailStart where the part at its end begins that counts
    /// @param nonce never used with this key before
    void encode(MemorySegment page, int headBytes, int tailStart, @Nullable SecretKey key, long nonce) {
        int tailBytes = Math.toIntExact(page.byteSize() - tailStart);
        int plainBytes = headBytes + tailBytes;
        plain = grown(plain, plainBytes);
        MemorySegment target = MemorySegment.ofArray(plain);
        MemorySegment.copy(page, 0, target, 0, headBytes);
        MemorySegment.copy(page, tailStart, target, headBytes, tailBytes);
        packed = grown(packed, compressor.maxCompressedLength(plainBytes));
        storedBytes = compressor.compress(plain, 0, plainBytes, packed, 0, packed.length);
        compressed = storedBytes < plainBytes - (plainBytes >> 4);
        stored = compressed ? packed : plain;
        if (!compressed) {
            storedBytes = plainBytes;
        }
        if (key != null) {
            sealed = grown(sealed, storedBytes + TAG_BITS / Byte.SIZE);
            storedBytes = crypt(Cipher.ENCRYPT_MODE, key, nonce, stored, storedBytes, sealed);
            stored = sealed;
        }
    }

    /// The bytes of the page that was encoded; the first [#storedBytes()] count.
    byte[] stored() {
        return stored;
    }

    int storedBytes() {
        return storedBytes;
    }

    /// Whether they are compressed.
    boolean compressed() {
        return compressed;
    }

    /// Where stored bytes are to be read into before [#decode].
    byte[] input(int bytes) {
        sealed = grown(sealed, bytes);
        return sealed;
    }

    /// Decodes what was read into [#input] into a page.
    ///
    /// @throws SheafException FILE_CORRUPT when that isn't what was encoded
    void decode(
            int inputBytes,
            boolean unpack,
            int headBytes,
            int tailStart,
            MemorySegment page,
            @Nullable SecretKey key,
            long nonce) {
        byte[] bytes = sealed;
        int length = inputBytes;
        if (key != null) {
            packed = grown(packed, inputBytes);
            length = crypt(Cipher.DECRYPT_MODE, key, nonce, sealed, inputBytes, packed);
            bytes = packed;
        }
        int tailBytes = Math.toIntExact(page.byteSize() - tailStart);
        int plainBytes = headBytes + tailBytes;
        if (unpack) {
            plain = grown(plain, plainBytes);
            try {
                length = decompressor.decompress(bytes, 0, length, plain, 0, plainBytes);
            } catch (MalformedInputException | IllegalArgumentException broken) {
                throw new SheafException(ErrorCode.FILE_CORRUPT, "a page can't be decompressed", broken);
            }
            bytes = plain;
        }
        if (length != plainBytes) {
            throw new SheafException(
                    ErrorCode.FILE_CORRUPT, "a page has " + length + " bytes instead of " + plainBytes);
        }
        MemorySegment source = MemorySegment.ofArray(bytes);
        MemorySegment.copy(source, 0, page, 0, headBytes);
        MemorySegment.copy(source, headBytes, page, tailStart, tailBytes);
    }

    private static int crypt(int mode, SecretKey key, long nonce, byte[] source, int bytes, byte[] target) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            byte[] initial = ByteBuffer.allocate(NONCE_BYTES).putLong(nonce).array();
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, initial));
            return cipher.doFinal(source, 0, bytes, target, 0);
        } catch (GeneralSecurityException failure) {
            throw mode == Cipher.DECRYPT_MODE
                    ? new SheafException(ErrorCode.FILE_CORRUPT, "a page can't be decrypted", failure)
                    : new SheafException(ErrorCode.INTERNAL_ERROR, "a page can't be encrypted", failure);
        }
    }

    private static byte[] grown(byte[] buffer, int bytes) {
        return buffer.length >= bytes ? buffer : new byte[bytes];
    }
}
