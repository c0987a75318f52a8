// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell;

import dev.sheaf.server.shell.format.FormatSettings;
import dev.sheaf.server.shell.format.OutputFormat;
import java.time.Duration;

/// What the options and the shell's own commands change. Used from the thread that runs statements.
public final class ShellSettings {
    private OutputFormat format = OutputFormat.TABLE;
    private FormatSettings formatSettings = FormatSettings.unlimited();
    private boolean timerShown;
    private Duration timeout = Duration.ZERO;

    public OutputFormat format() {
        return format;
    }

    public void setFormat(OutputFormat format) {
        this.format = format;
    }

    public FormatSettings formatSettings() {
        return formatSettings;
    }

    public void setFormatSettings(FormatSettings formatSettings) {
        this.formatSettings = formatSettings;
    }

    /// Whether the time that a statement took is shown.
    public boolean timerShown() {
        return timerShown;
    }

    public void setTimerShown(boolean timerShown) {
        this.timerShown = timerShown;
    }

    /// How long a statement may run; zero for as long as it likes.
    public Duration timeout() {
        return timeout;
    }

    public void setTimeout(Duration timeout) {
        this.timeout = timeout;
    }
}
