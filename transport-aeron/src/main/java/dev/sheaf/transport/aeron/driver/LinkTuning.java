// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.driver;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;

/// How long Aeron's logs and windows are. A log is three terms; a link takes one log on each side in each direction, so
/// two logs of every node's own driver. A term is as long as the window of the network needs, and no longer than the
/// budget allows; Aeron's default of 16 MiB would take 96 MiB per pair of nodes.
///
/// @param termBytes the length of a term, a power of two
/// @param windowBytes how much may be under way on one link
/// @param socketBufferBytes what to ask of the operating system for a socket
/// @param streamWindowBytes how much the receiver of a stream holds until it is taken, in the engine's memory
public record LinkTuning(int termBytes, int windowBytes, int socketBufferBytes, int streamWindowBytes) {
    /// Counters, command and error buffers of a driver, of which most is never touched.
    static final long DRIVER_BYTES = 10L << 20;

    private static final int TERM_BYTES_MIN = 64 << 10;
    private static final int TERM_BYTES_MAX = 64 << 20;
    private static final int WINDOW_BYTES_MIN = 128 << 10;
    private static final int STREAM_WINDOW_BYTES_MAX = 8 << 20;
    /// Two logs of three terms, and room for the log of a lost link until its driver lets go of it.
    private static final int TERMS_PER_PEER = 7;
    /// Aeron refuses messages of more than an eighth of a term.
    private static final int MESSAGES_PER_TERM = 8;
    private static final int MESSAGE_OVERHEAD_BYTES = 256;

    /// @param socketBufferBytesMax the most that the operating system gives a socket; a window must fit into it
    /// @throws SheafException INVALID_PARAMETER when the budget is too small, saying how much is needed
    public static LinkTuning of(LinkBudget budget, int socketBufferBytesMax) {
        long termBytesMin = Math.max(
                TERM_BYTES_MIN, powerOfTwoFrom((long) MESSAGES_PER_TERM * (budget.frameBytesMax()
                        + MESSAGE_OVERHEAD_BYTES)));
        long affordable = (budget.memoryBytes() - DRIVER_BYTES) / ((long) TERMS_PER_PEER * budget.peerCountMax());
        if (affordable < termBytesMin) {
            throw new SheafException(
                    ErrorCode.INVALID_PARAMETER,
                    "links to " + budget.peerCountMax() + " nodes with frames of " + budget.frameBytesMax()
                            + " bytes need "
                            + (DRIVER_BYTES + (long) TERMS_PER_PEER * budget.peerCountMax() * termBytesMin)
                            + " bytes of shared memory, and the budget is " + budget.memoryBytes());
        }
        long wanted = Math.max(
                Math.max(WINDOW_BYTES_MIN, 4L * budget.frameBytesMax()),
                2 * bandwidthDelayBytes(budget.linkBitsPerSecond(), budget.roundTripNanos()));
        long term = Math.max(
                termBytesMin,
                Math.min(Math.min(TERM_BYTES_MAX, powerOfTwoFrom(2 * wanted)), floorPowerOfTwo(affordable)));
        long window = Math.min(Math.min(wanted, term / 2), Math.max(budget.mtuBytes(), socketBufferBytesMax));
        long streamWindow = Math.min(Math.max(2 * window, 4L * budget.frameBytesMax()),
                Math.max(STREAM_WINDOW_BYTES_MAX, 2L * budget.frameBytesMax()));
        return new LinkTuning((int) term, (int) window, (int) Math.min(wanted, socketBufferBytesMax),
                (int) streamWindow);
    }

    /// How much shared memory the driver takes at most with these lengths.
    public long memoryBytes(int peerCount) {
        return DRIVER_BYTES + (long) TERMS_PER_PEER * peerCount * termBytes;
    }

    private static long bandwidthDelayBytes(long bitsPerSecond, long roundTripNanos) {
        return (long) Math.min(1L << 40, bitsPerSecond / 8.0 * roundTripNanos / 1e9);
    }

    private static long powerOfTwoFrom(long bytes) {
        return Long.highestOneBit(bytes - 1) << 1;
    }

    private static long floorPowerOfTwo(long bytes) {
        return Long.highestOneBit(bytes);
    }
}
