// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import org.agrona.CloseHelper;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BackoffIdleStrategy;

/// The thread of a transport. Backs off when there is nothing to do: spins and yields for some microseconds, then parks
/// ever longer, up to half a millisecond.
final class TransportRunner implements AutoCloseable {
    private static final long PARK_NANOS_MIN = 1_000;
    private static final long PARK_NANOS_MAX = 500_000;

    private final ThreadFactory threads;
    private final AgentRunner runner;

    /// @param end is run in the thread when it is closed
    /// @param failed hears in the thread what a step or the end throws; steps go on
    TransportRunner(
            String node, BooleanSupplier step, Runnable end, ErrorHandler failed, ThreadFactory threads) {
        this.threads = threads;
        this.runner = new AgentRunner(
                new BackoffIdleStrategy(10, 20, PARK_NANOS_MIN, PARK_NANOS_MAX),
                failed,
                null,
                new Agent() {
                    @Override
                    public int doWork() {
                        return step.getAsBoolean() ? 1 : 0;
                    }

                    @Override
                    public void onClose() {
                        end.run();
                    }

                    @Override
                    public String roleName() {
                        return "sheaf transport " + node;
                    }
                });
    }

    void start() {
        AgentRunner.startOnThread(runner, threads);
    }

    @Override
    public void close() {
        CloseHelper.close(runner);
    }
}
