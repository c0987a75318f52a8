// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// A byte transport inside a process: streams are bounded single-producer single-consumer queues of frames.
/// What the frames say is not known here.
@NullMarked
package dev.sheaf.transport.inproc.stream;

import org.jspecify.annotations.NullMarked;
