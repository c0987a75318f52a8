// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The interactive prompt over JLine: editing, history, completion, colours, and Ctrl-C.
/// Only this package knows JLine's reader and terminals; statements are run by the session it is given.
@NullMarked
package dev.sheaf.server.shell.prompt;

import org.jspecify.annotations.NullMarked;
