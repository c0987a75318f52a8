// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.simulation;

import org.jspecify.annotations.Nullable;

/// A run that broke a promise. Says how to run it again.
public final class SimulationFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SimulationFailure(long seed, String workload, SimulationSettings settings, String what, @Nullable Throwable cause) {
        super(
                what + "\n  in " + settings + "\n  replay: java -cp … dev.sheaf.simulation.SimulationMain --workload "
                        + workload + " --first " + seed + " --seeds 1",
                cause);
    }
}
