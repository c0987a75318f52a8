// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Coordinator and worker as message-driven state machines. No thread, clock, socket or file is opened here: a
/// runner steps these machines.
@NullMarked
package dev.sheaf.cluster;

import org.jspecify.annotations.NullMarked;
