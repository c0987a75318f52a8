// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The messages between coordinators and workers.
/// How they travel is the control network's business.
@NullMarked
package dev.sheaf.cluster.protocol;

import org.jspecify.annotations.NullMarked;
