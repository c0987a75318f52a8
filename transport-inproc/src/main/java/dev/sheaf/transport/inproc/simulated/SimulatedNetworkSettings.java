// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.inproc.simulated;

import dev.sheaf.core.time.RandomSource;

/// How a simulated network behaves.
///
/// @param frameBytesMax the most bytes of a frame
/// @param framesInFlightMax how many frames a stream holds before it pushes back
/// @param delayNanosMax the longest usual way of a frame; every pair of nodes has a share of it, and frames vary within
/// @param stallsPerMille how many frames of a thousand take ten times as long, and all behind them in their stream
/// @param refusalsPerMille how many offers of a thousand are pushed back though there is room
public record SimulatedNetworkSettings(
        int frameBytesMax, int framesInFlightMax, long delayNanosMax, int stallsPerMille, int refusalsPerMille) {
    /// No delay worth mentioning and no refusals: for comparison.
    public static final SimulatedNetworkSettings CALM = new SimulatedNetworkSettings(16 << 10, 64, 1, 0, 0);

    /// Settings drawn from chance, harsh and mild ones alike.
    public static SimulatedNetworkSettings draw(RandomSource random) {
        return new SimulatedNetworkSettings(
                256 << random.nextInt(9),
                1 << random.nextInt(6),
                1L << 8 + random.nextInt(14),
                random.nextInt(2) * random.nextInt(60),
                random.nextInt(2) * random.nextInt(300));
    }
}
