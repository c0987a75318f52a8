// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The scheduling SPI: activities, wakers, timers and cancellation.
/// Nothing here may start a thread; implementations of [dev.sheaf.core.schedule.Scheduler] do.
@NullMarked
package dev.sheaf.core.schedule;

import org.jspecify.annotations.NullMarked;
