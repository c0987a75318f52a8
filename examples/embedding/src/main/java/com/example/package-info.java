// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// A program that embeds Sheaf, as a program of yours would.
/// Nothing here may use more of Sheaf than an installed artifact gives.
package com.example;
