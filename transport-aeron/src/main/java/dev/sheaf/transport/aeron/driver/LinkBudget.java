// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.driver;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;

/// What the links of a node have to make do with.
///
/// @param memoryBytes the most shared memory that the driver may take for all links together
/// @param peerCountMax with how many nodes there are links at once, this one included when it sends to itself
/// @param linkBitsPerSecond the speed of the network
/// @param roundTripNanos how long the network takes there and back
/// @param mtuBytes the most bytes of a datagram, without the headers of IP and UDP
/// @param frameBytesMax the most bytes of a frame
public record LinkBudget(
        long memoryBytes,
        int peerCountMax,
        long linkBitsPerSecond,
        long roundTripNanos,
        int mtuBytes,
        int frameBytesMax) {
    /// Fits an Ethernet frame of 1500 bytes whatever headers are on the way.
    public static final int MTU_BYTES_INTERNET = 1408;
    /// Fits a jumbo Ethernet frame of 9000 bytes.
    public static final int MTU_BYTES_JUMBO = 8960;
    /// The largest datagram, for loopback only: on a real network it would be cut up by IP.
    public static final int MTU_BYTES_MAX = 65_504;

    private static final int MTU_BYTES_MIN = 256;
    private static final int MTU_ALIGNMENT = 32;

    public LinkBudget {
        check("memory", memoryBytes, 1, Long.MAX_VALUE);
        check("peers", peerCountMax, 1, 1 << 16);
        check("link speed", linkBitsPerSecond, 1, 1L << 50);
        check("round trip", roundTripNanos, 1, 10_000_000_000L);
        check("MTU", mtuBytes, MTU_BYTES_MIN, MTU_BYTES_MAX);
        check("frame size", frameBytesMax, 64, 8 << 20);
        if (mtuBytes % MTU_ALIGNMENT != 0) {
            throw new SheafException(
                    ErrorCode.INVALID_PARAMETER, "an MTU of " + mtuBytes + " is no multiple of " + MTU_ALIGNMENT);
        }
    }

    /// Ten gigabits with a tenth of a millisecond there and back, sixteen nodes, datagrams that fit anywhere.
    public static LinkBudget ofMemory(long memoryBytes) {
        return new LinkBudget(memoryBytes, 16, 10_000_000_000L, 100_000, MTU_BYTES_INTERNET, 64 << 10);
    }

    public LinkBudget withPeerCountMax(int count) {
        return new LinkBudget(memoryBytes, count, linkBitsPerSecond, roundTripNanos, mtuBytes, frameBytesMax);
    }

    public LinkBudget withMtuBytes(int bytes) {
        return new LinkBudget(memoryBytes, peerCountMax, linkBitsPerSecond, roundTripNanos, bytes, frameBytesMax);
    }

    public LinkBudget withFrameBytesMax(int bytes) {
        return new LinkBudget(memoryBytes, peerCountMax, linkBitsPerSecond, roundTripNanos, mtuBytes, bytes);
    }

    private static void check(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new SheafException(
                    ErrorCode.INVALID_PARAMETER,
                    "transport: " + what + " " + value + " is not between " + least + " and " + most);
        }
    }
}
