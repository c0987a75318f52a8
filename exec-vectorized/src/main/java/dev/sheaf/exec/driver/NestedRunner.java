// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.driver;

import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.exec.pipeline.NestingSource;
import dev.sheaf.exec.pipeline.Pipeline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs the pipelines of a nesting source, one set after the other. Each set has a token of its own, for whoever waits
/// is remembered by the token that it waits on as long as that is there.
final class NestedRunner implements NestingSource.Runner {
    private final PipelineExecution pipeline;
    private final TaskExecution task;
    private final DriverSettings settings;
    private volatile @Nullable CancellationToken running;

    NestedRunner(PipelineExecution pipeline, TaskExecution task, DriverSettings settings) {
        this.pipeline = pipeline;
        this.task = task;
        this.settings = settings;
        settings.cancellation().addWaiter(this::passOn);
    }

    @Override
    public void run(List<Pipeline> pipelines, Runnable whenEnded) {
        CancellationToken token = new CancellationToken();
        running = token;
        passOn();
        pipeline.hold();
        new TaskExecution(pipelines, settings.with(token), task, failure -> {
            if (failure != null) {
                task.fail(failure);
            }
            whenEnded.run();
            pipeline.driverEnded();
        }).start();
    }

    /// Cancels what is running when the task is cancelled.
    private void passOn() {
        CancellationToken token = running;
        SheafException reason = settings.cancellation().reason();
        if (token != null && reason != null) {
            token.cancel(reason);
        }
    }
}
