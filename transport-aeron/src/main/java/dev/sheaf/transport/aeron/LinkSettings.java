// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.transport.aeron.driver.LinkTuning;
import dev.sheaf.transport.aeron.secure.ChunkSealer;
import org.jspecify.annotations.Nullable;

/// What a node's links are like.
///
/// @param listenEndpoint where datagrams are taken, as `host:port`, port 0 for any that is free; null for none
/// @param ipc whether nodes that use the same driver are reached through its memory
/// @param frameBytesMax the most bytes of a frame
/// @param streamWindowBytes how much of a stream is held for its receiver until it is taken
/// @param termBytes the length of a link's terms
/// @param connectNanosMax how long a link may take to stand
/// @param keepAliveNanos how long a link says nothing at most
/// @param silenceNanosMax how long the other side may say nothing
public record LinkSettings(
        @Nullable String listenEndpoint,
        boolean ipc,
        int frameBytesMax,
        int streamWindowBytes,
        int termBytes,
        long connectNanosMax,
        long keepAliveNanos,
        long silenceNanosMax) {
    private static final long CONNECT_NANOS_MAX = 8_000_000_000L;
    private static final long KEEP_ALIVE_NANOS = 1_000_000_000L;
    private static final long SILENCE_NANOS_MAX = 12_000_000_000L;
    private static final int FRAME_BYTES_MIN = 64;
    private static final int MESSAGE_OVERHEAD_BYTES = MessageHeader.BYTES + ChunkSealer.sealedBytes(0);

    public LinkSettings {
        if (listenEndpoint == null && !ipc) {
            throw new SheafException(ErrorCode.INVALID_PARAMETER, "a node that can't be reached");
        }
        if (frameBytesMax < FRAME_BYTES_MIN || MESSAGE_OVERHEAD_BYTES + frameBytesMax > termBytes / 8) {
            throw new SheafException(
                    ErrorCode.INVALID_PARAMETER,
                    "frames of " + frameBytesMax + " bytes don't fit terms of " + termBytes);
        }
        if (streamWindowBytes < 2 * ReceiveRing.recordBytes(frameBytesMax)) {
            throw new SheafException(
                    ErrorCode.INVALID_PARAMETER,
                    "a window of " + streamWindowBytes + " bytes holds no two frames of " + frameBytesMax);
        }
        if (keepAliveNanos <= 0 || silenceNanosMax < 2 * keepAliveNanos || connectNanosMax <= 0) {
            throw new SheafException(ErrorCode.INVALID_PARAMETER, "times of a link that contradict each other");
        }
    }

    /// Links that fit a driver's lengths, over datagrams and, where the driver is shared, through memory.
    public static LinkSettings of(LinkTuning tuning, int frameBytesMax, @Nullable String listenEndpoint, boolean ipc) {
        return new LinkSettings(
                listenEndpoint, ipc, frameBytesMax, tuning.streamWindowBytes(), tuning.termBytes(),
                CONNECT_NANOS_MAX, KEEP_ALIVE_NANOS, SILENCE_NANOS_MAX);
    }
}
