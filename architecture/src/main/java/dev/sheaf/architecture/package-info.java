// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The house rules as tests: who may know whom, which doors lead outside, what a source file looks like. No behaviour
/// of the engine is tested here.
package dev.sheaf.architecture;
