// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The direct hand-over inside a process: channels and mailboxes that pass references through JCTools queues.
/// Nothing here encodes or copies.
@NullMarked
package dev.sheaf.transport.inproc.direct;

import org.jspecify.annotations.NullMarked;
