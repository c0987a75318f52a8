// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.inproc.simulated;

/// How often each kind of fault has happened.
///
/// @param stalls frames that took much longer than usual
/// @param reorderings frames that came before one that was sent earlier in another stream
/// @param refusals offers that were pushed back though there was room
/// @param closedLinks links that were closed
/// @param lostFrames frames in flight when their link was closed
public record FaultCounts(long stalls, long reorderings, long refusals, long closedLinks, long lostFrames) {
    public static final FaultCounts NONE = new FaultCounts(0, 0, 0, 0, 0);

    public FaultCounts plus(FaultCounts other) {
        return new FaultCounts(
                stalls + other.stalls,
                reorderings + other.reorderings,
                refusals + other.refusals,
                closedLinks + other.closedLinks,
                lostFrames + other.lostFrames);
    }
}
