// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.driver;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.time.Clock;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.util.concurrent.ThreadFactory;
import java.util.function.UnaryOperator;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;

/// A media driver in the process, with a folder of its own that goes with it. Either one thread does all its work and
/// backs off when there is none, or its owner steps it. Close it after all transports that use it.
public final class EmbeddedDriver implements AutoCloseable {
    private static final long PARK_NANOS_MIN = 1_000;
    private static final long PARK_NANOS_MAX = 500_000;
    private static final long LINGER_NANOS = 1_000_000_000L;

    private final DriverDirectory directory;
    private final MediaDriver driver;
    private final LinkTuning tuning;
    private boolean closed;

    private EmbeddedDriver(DriverDirectory directory, MediaDriver driver, LinkTuning tuning) {
        this.directory = directory;
        this.driver = driver;
        this.tuning = tuning;
    }

    /// @throws SheafException DISK_FULL when shared memory is too small, INVALID_PARAMETER when the budget is, and
    /// IO_ERROR when the driver can't start
    public static EmbeddedDriver launch(DriverSettings settings) {
        return launch(settings, UnaryOperator.identity());
    }

    /// @param last sees the driver's context before it starts: tests put in loss there
    static EmbeddedDriver launch(DriverSettings settings, UnaryOperator<MediaDriver.Context> last) {
        LinkBudget budget = settings.budget();
        LinkTuning tuning = LinkTuning.of(budget, SocketLimits.bufferBytesMax());
        DriverDirectory directory = DriverDirectory.claim(
                settings.parent(), settings.node(), settings.incarnation(),
                tuning.memoryBytes(budget.peerCountMax()), settings.clock());
        try {
            MediaDriver driver = MediaDriver.launch(last.apply(context(settings, tuning, directory)));
            return new EmbeddedDriver(directory, driver, tuning);
        } catch (RuntimeException e) {
            directory.close();
            throw new SheafException(ErrorCode.IO_ERROR, "can't start the media driver: " + e.getMessage(), e);
        }
    }

    private static MediaDriver.Context context(
            DriverSettings settings, LinkTuning tuning, DriverDirectory directory) {
        int mtuBytes = settings.budget().mtuBytes();
        long silenceNanos = settings.silenceNanos();
        MediaDriver.Context context = new MediaDriver.Context()
                .aeronDirectoryName(directory.path())
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true)
                .warnIfDirectoryExists(false)
                .termBufferSparseFile(true)
                .publicationTermBufferLength(tuning.termBytes())
                .ipcTermBufferLength(tuning.termBytes())
                .initialWindowLength(tuning.windowBytes())
                .mtuLength(mtuBytes)
                .ipcMtuLength(Math.min(LinkBudget.MTU_BYTES_MAX, tuning.termBytes() / 8))
                .socketRcvbufLength(tuning.socketBufferBytes())
                .socketSndbufLength(tuning.socketBufferBytes())
                .lowStorageWarningThreshold(0)
                .imageLivenessTimeoutNs(silenceNanos)
                .publicationConnectionTimeoutNs(silenceNanos)
                .clientLivenessTimeoutNs(silenceNanos)
                // Aeron wants it longer than a client's.
                .publicationUnblockTimeoutNs(2 * silenceNanos)
                .publicationLingerTimeoutNs(LINGER_NANOS);
        return timed(threaded(context, settings.threads()), settings);
    }

    private static MediaDriver.Context threaded(MediaDriver.Context context, @Nullable ThreadFactory threads) {
        if (threads == null) {
            return context.threadingMode(ThreadingMode.INVOKER).asyncExecutorEnabled(false);
        }
        return context.threadingMode(ThreadingMode.SHARED)
                .sharedIdleStrategy(new BackoffIdleStrategy(10, 20, PARK_NANOS_MIN, PARK_NANOS_MAX))
                .sharedThreadFactory(threads)
                .asyncExecutorThreadFactory(threads);
    }

    /// A driver that is stepped lives on its owner's time.
    private static MediaDriver.Context timed(MediaDriver.Context context, DriverSettings settings) {
        if (settings.threads() != null) {
            return context;
        }
        return context.nanoClock(nanoClock(settings.clock())).epochClock(epochClock(settings.clock()));
    }

    /// A clock as Aeron wants it.
    public static NanoClock nanoClock(Clock clock) {
        return clock::nanoTime;
    }

    /// A clock as Aeron wants it.
    public static EpochClock epochClock(Clock clock) {
        return () -> clock.epochMicros() / 1000;
    }

    /// Where clients find it.
    public String directory() {
        return driver.aeronDirectoryName();
    }

    public LinkTuning tuning() {
        return tuning;
    }

    /// Steps the driver, when it has no thread.
    public @Nullable AgentInvoker invoker() {
        return driver.sharedAgentInvoker();
    }

    /// Stops the driver and removes its folder. May be called twice.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (directory) {
            driver.close();
        }
    }
}
