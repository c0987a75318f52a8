// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import dev.sheaf.transport.aeron.driver.DriverSettings;
import dev.sheaf.transport.aeron.driver.EmbeddedDriver;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SleepingIdleStrategy;
import org.jspecify.annotations.Nullable;

/// How a transport gets at a media driver: one in the process, or one of the machine's that several processes use.
///
/// @param directory where the driver is found
/// @param invoker steps the driver while it is waited for, if it has no thread
/// @param awaiting what to do between two looks while it is waited for at the start
/// @param silenceNanosMax how long it may show no life
public record DriverAccess(
        String directory, @Nullable AgentInvoker invoker, IdleStrategy awaiting, long silenceNanosMax) {
    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    /// The driver of this process.
    public static DriverAccess of(EmbeddedDriver driver) {
        return new DriverAccess(
                driver.directory(), driver.invoker(), new SleepingIdleStrategy(LOOK_NANOS),
                DriverSettings.SILENCE_NANOS);
    }

    /// A driver that runs by itself.
    public static DriverAccess external(String directory) {
        return new DriverAccess(
                directory, null, new SleepingIdleStrategy(LOOK_NANOS), DriverSettings.SILENCE_NANOS);
    }
}
