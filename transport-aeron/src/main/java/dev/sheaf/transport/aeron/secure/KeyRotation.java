// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.secure;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;

/// When a stream goes on with the next key.
///
/// @param chunksMax after how many chunks
/// @param nanosMax after which time
public record KeyRotation(long chunksMax, long nanosMax) {
    /// NIST SP 800-38D allows 2^32 messages per key; with counted nonces and chunks of 64 KiB, 2^24 of them, a
    /// terabyte, stay far below where AES-GCM wears out. An hour bounds what a key that leaks gives away.
    public static final KeyRotation DEFAULT = new KeyRotation(1L << 24, 3_600_000_000_000L);

    public KeyRotation {
        if (chunksMax < 1 || chunksMax > 1L << 32 || nanosMax < 1) {
            throw new SheafException(
                    ErrorCode.INVALID_PARAMETER, "a key for " + chunksMax + " chunks and " + nanosMax + " ns");
        }
    }
}
