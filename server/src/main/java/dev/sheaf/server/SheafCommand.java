// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server;

import dev.sheaf.core.error.SheafException;
import dev.sheaf.server.shell.QueryProgress;
import dev.sheaf.server.shell.ShellOutput;
import dev.sheaf.server.shell.ShellSession;
import dev.sheaf.server.shell.ShellSettings;
import dev.sheaf.server.shell.ShellTimers;
import dev.sheaf.server.shell.text.ScriptReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The `sheaf` command: runs SQL from options, files, standard input or a prompt, over an engine in this process or
/// wherever `--url` leads. Other duties (serving as a node, say) are sub-commands of it.
///
/// Exit codes: 0 when all went well, 1 when anything failed, options included.
@Command(
        name = "sheaf",
        mixinStandardHelpOptions = true,
        versionProvider = SheafVersion.class,
        sortOptions = false,
        usageHelpWidth = 100,
        exitCodeOnInvalidInput = 1,
        exitCodeOnExecutionException = 1,
        header = "A distributed SQL engine over Parquet, CSV and Arrow files and its own tables.",
        description = {
            "",
            "Without -c and -f it reads SQL from standard input, or opens a shell when that is a terminal.",
            ""},
        footer = {
            "",
            "Examples:",
            "  sheaf -c \"SELECT count(*) FROM 'flights/*.parquet'\"",
            "  sheaf --workers 3 --format csv -f report.sql > report.csv", ""})
public final class SheafCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    private final ProcessConsole console;
    private final ShellTimers timers;
    private final EngineOptions.Connector connector;

    @Mixin
    private final ShellOptions shellOptions = new ShellOptions();

    @Mixin
    private final EngineOptions engineOptions = new EngineOptions();

    SheafCommand(ProcessConsole console, ShellTimers timers, EngineOptions.Connector connector) {
        this.console = console;
        this.timers = timers;
        this.connector = connector;
    }

    public static void main(String[] arguments) {
        ProcessConsole console = ProcessConsole.ofProcess();
        SheafCommand command = new SheafCommand(console, new DaemonTimers(), DriverManager::getConnection);
        System.exit(command.run(arguments));
    }

    /// Runs the command and returns its exit code; everything is written and flushed by then.
    int run(String... arguments) {
        CommandLine line = new CommandLine(this).addSubcommand(new NodeCommand(console))
                .addSubcommand(new CertificatesCommand(console));
        line.setOut(new PrintWriter(console.results()));
        line.setErr(new PrintWriter(console.messages()));
        line.setParameterExceptionHandler((error, _) -> {
            error.getCommandLine().getErr()
                    .println("Error: " + error.getMessage() + " (sheaf --help lists the options)");
            return FAILED;
        });
        line.setExecutionExceptionHandler((error, _, _) -> fail(error));
        int exitCode = line.execute(arguments);
        try {
            console.flush();
        } catch (IOException _) {
            return FAILED;
        }
        return exitCode;
    }

    @Override
    public Integer call() throws IOException {
        boolean interactive = shellOptions.sources().isEmpty() && console.inputIsTerminal();
        try (ExitGuard guard = ExitGuard.install(); Connection connection = engineOptions.connect(connector)) {
            if (engineOptions.explainMemory()) {
                MemoryReport.write(connection, console.messages());
            }
            return interactive
                    ? PromptLauncher.run(console, shellOptions, connection, timers, guard)
                    : runScripts(connection, guard);
        } catch (SQLException error) {
            return fail(error);
        }
    }

    private int runScripts(Connection connection, ExitGuard guard) throws IOException {
        ShellOutput.Screen screen = new ShellOutput.Screen(
                false, console.outputIsTerminal(), console.colour(), console::windowColumns);
        ShellSettings settings = shellOptions.settings(console.outputIsTerminal(), false);
        try (ShellOutput output = new ShellOutput(console.results(), console.messages(),
                console.errorIsTerminal() ? console.messages() : null, screen)) {
            ShellSession session = new ShellSession(connection, settings, output, timers, QueryProgress::of);
            guard.watch(session);
            return runSources(session) == ShellSession.Outcome.FAILED ? FAILED : 0;
        } catch (SheafException error) {
            return fail(error);
        } catch (IOException error) {
            // Whoever read our output has gone (`| head`): there is nobody left to tell.
            return "Broken pipe".equals(error.getMessage()) ? FAILED : fail(error);
        }
    }

    private ShellSession.Outcome runSources(ShellSession session) throws IOException {
        List<ShellOptions.Source> sources = shellOptions.sources();
        if (sources.isEmpty()) {
            return runStandardInput(session);
        }
        ShellSession.Outcome outcome = ShellSession.Outcome.DONE;
        for (int i = 0; i < sources.size() && outcome == ShellSession.Outcome.DONE; i++) {
            String command = sources.get(i).command();
            if (command != null) {
                outcome = session.run(new ScriptReader(new StringReader(command), ""));
            } else if (sources.get(i).file().equals("-")) {
                outcome = runStandardInput(session);
            } else {
                outcome = session.runFile(Path.of(sources.get(i).file()));
            }
        }
        return outcome;
    }

    private ShellSession.Outcome runStandardInput(ShellSession session) throws IOException {
        return session.run(new ScriptReader(new InputStreamReader(console.input(), StandardCharsets.UTF_8), ""));
    }

    private int fail(Exception error) throws IOException {
        console.messages().append(ShellSession.describe(error)).flush();
        return FAILED;
    }
}
