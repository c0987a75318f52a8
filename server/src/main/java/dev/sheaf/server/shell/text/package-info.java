// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Cuts SQL text into tokens, statements and shell commands, and keeps track of where in the text each began.
/// No SQL is validated here: an unknown word or a missing parenthesis is the engine's business.
@NullMarked
package dev.sheaf.server.shell.text;

import org.jspecify.annotations.NullMarked;
