// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.driver;

import dev.sheaf.core.time.Clock;
import java.nio.file.Path;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/// How a node's own driver is set up.
///
/// @param node names its folder
/// @param incarnation likewise
/// @param parent where that folder is made
/// @param budget what its links have to make do with
/// @param threads makes the driver's thread; without it the driver is stepped by whoever owns it
/// @param clock its time
/// @param silenceNanos how long a process may be paused before the other side of a link takes it for gone
public record DriverSettings(
        String node,
        long incarnation,
        Path parent,
        LinkBudget budget,
        @Nullable ThreadFactory threads,
        Clock clock,
        long silenceNanos) {
    /// Longer than a collection of garbage or a short stop of the machine, shorter than a user's patience.
    public static final long SILENCE_NANOS = 12_000_000_000L;

    /// A driver with a thread of its own, in the machine's shared memory.
    public static DriverSettings of(
            String node, long incarnation, LinkBudget budget, ThreadFactory threads, Clock clock) {
        return new DriverSettings(
                node, incarnation, DriverDirectory.defaultParent(), budget, threads, clock, SILENCE_NANOS);
    }
}
