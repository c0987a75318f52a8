// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.runtime;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Works for the calling thread on a stack that long statements fit on: expressions nest as deeply as their text is
/// long, and the planner follows them down. Safe for use by many threads.
public final class DeepStack {
    private static final long STACK_BYTES = 128L << 20;

    private DeepStack() {}

    /// Whether the calling thread has such a stack already.
    public static boolean isHere() {
        return Thread.currentThread() instanceof Deep;
    }

    /// Does something on such a stack while the calling thread waits.
    ///
    /// @param interrupted is told why, when the calling thread is interrupted; it should make the work end
    public static <T> T call(Supplier<T> work, Consumer<SheafException> interrupted) {
        Deep<T> thread = new Deep<>(work);
        thread.start();
        boolean wasInterrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException _) {
                wasInterrupted = true;
                interrupted.accept(
                        new SheafException(ErrorCode.QUERY_CANCELLED, "the calling thread was interrupted"));
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
        return thread.result();
    }

    private static final class Deep<T> extends Thread {
        private final Supplier<T> work;
        private @Nullable T result;
        private @Nullable Throwable failure;

        Deep(Supplier<T> work) {
            super(null, null, "sheaf-long-statement", STACK_BYTES, false);
            setDaemon(true);
            this.work = work;
        }

        @Override
        public void run() {
            try {
                result = work.get();
            } catch (RuntimeException | Error thrown) {
                // Whoever waits throws it.
                failure = thrown;
            }
        }

        T result() {
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure instanceof RuntimeException exception) {
                throw exception;
            }
            if (result == null) {
                throw new IllegalStateException("the work gave nothing");
            }
            return result;
        }
    }
}
