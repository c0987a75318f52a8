// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.control;

/// A message between agents. Immutable, so that it may be handed over by reference within a process.
public interface ControlMessage {}
