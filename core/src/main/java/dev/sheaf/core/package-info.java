// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The ground that every other module of Sheaf stands on: what a batch, a type, a plan, an error is, and the doors
/// to the outside world. Nothing here plans, executes, stores or transports: only the words those modules share.
@NullMarked
package dev.sheaf.core;

import org.jspecify.annotations.NullMarked;
