// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.pipeline;

import java.util.List;

/// A source that has pipelines of its own run before it can go on, as often as it likes. Its pipeline has one driver.
public interface NestingSource extends SourceFactory {
    /// Runs pipelines as a part of the task. Their error is the task's; the pipeline that they are for doesn't end, and
    /// so nothing that it reads is given back, before they have.
    interface Runner {
        /// Returns at once.
        ///
        /// @param whenEnded called once, well or not, when all of them have ended and are closed; perhaps before this
        /// returns
        void run(List<Pipeline> pipelines, Runnable whenEnded);
    }

    /// Called once, before the pipeline starts.
    void attach(Runner runner);
}
