// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The Aeron media driver: its directory in shared memory, how long its logs and windows are, and the driver embedded
/// in the process. Neither a link nor a frame is known here.
@NullMarked
package dev.sheaf.transport.aeron.driver;

import org.jspecify.annotations.NullMarked;
