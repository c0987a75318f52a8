// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.text;

import dev.sheaf.server.shell.text.ScriptItem.CommandLine;
import dev.sheaf.server.shell.text.ScriptItem.SqlStatement;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/// Reads a script item by item and never further than the item needs, so that statements which arrive through a pipe
/// are answered as they come and a script of any length takes the memory of its longest statement.
///
/// Not safe for use by several threads. Closing it closes the reader.
public final class ScriptReader implements AutoCloseable {
    /// Keeps a file that isn't SQL from filling the heap.
    private static final int STATEMENT_CHARS_MAX = 64 << 20;

    private final Reader reader;
    private final String origin;
    private final int statementCharsMax;
    private final StringBuilder statement = new StringBuilder();
    private ScriptPosition position;
    /// Whether a token of a statement was seen whose semicolon was not.
    private boolean started;
    /// Where in the current line the text begins that belongs to the started statement.
    private int takenFrom;
    private String line = "";
    private int lineNumber;
    private SqlLexer lexer = new SqlLexer("");

    /// @param origin name of the script in messages; empty for text that was typed
    public ScriptReader(Reader reader, String origin) {
        this(reader, origin, STATEMENT_CHARS_MAX);
    }

    ScriptReader(Reader reader, String origin, int statementCharsMax) {
        this.reader = reader instanceof BufferedReader ? reader : new BufferedReader(reader);
        this.origin = origin;
        this.statementCharsMax = statementCharsMax;
        this.position = new ScriptPosition(origin, 1, 1);
    }

    /// The next item, or null at the end. A last statement needs no semicolon.
    ///
    /// @throws IOException when reading fails, or a statement is longer than 64 Mi characters
    public @Nullable ScriptItem next() throws IOException {
        while (true) {
            while (lexer.advance()) {
                if (lexer.kind() == TokenKind.SEMICOLON) {
                    if (started) {
                        return finish(lexer.start());
                    }
                } else if (!started && lexer.kind() != TokenKind.COMMENT) {
                    started = true;
                    takenFrom = lexer.start();
                    position = new ScriptPosition(origin, lineNumber, takenFrom + 1);
                }
            }
            if (started) {
                statement.append(line, takenFrom, line.length());
                takenFrom = 0;
            }
            SqlLexer.Open open = lexer.open();
            if (!readLine()) {
                return started ? finish(0) : null;
            }
            if (!started && open.isNothing() && isCommand(line)) {
                CommandLine command = new CommandLine(line.strip(), new ScriptPosition(origin, lineNumber, 1));
                line = "";
                lexer = new SqlLexer("");
                return command;
            }
            lexer = new SqlLexer(line, open);
        }
    }

    private SqlStatement finish(int end) {
        statement.append(line, takenFrom, end);
        String text = statement.toString().stripTrailing();
        statement.setLength(0);
        started = false;
        return new SqlStatement(text, position);
    }

    /// Takes the next line with its line end; false when there is none.
    private boolean readLine() throws IOException {
        StringBuilder next = new StringBuilder();
        int character = reader.read();
        while (character >= 0) {
            next.append((char) character);
            if (character == '\n') {
                break;
            }
            if (next.length() + statement.length() > statementCharsMax) {
                throw new IOException(position + ": a statement is longer than " + statementCharsMax + " characters");
            }
            character = reader.read();
        }
        line = next.toString();
        lineNumber++;
        return !line.isEmpty();
    }

    /// Whether a line typed where a statement may begin is for the shell and not for the engine.
    public static boolean isCommand(String line) {
        String stripped = line.strip();
        return stripped.startsWith("\\")
                || (stripped.length() > 1 && stripped.charAt(0) == '.' && Character.isLetter(stripped.charAt(1)));
    }

    /// Whether text that was typed so far can be run: nothing is open, and the last statement has its semicolon.
    public static boolean isComplete(CharSequence text) {
        SqlLexer lexer = new SqlLexer(text);
        boolean ended = true;
        while (lexer.advance()) {
            if (lexer.kind() != TokenKind.COMMENT) {
                ended = lexer.kind() == TokenKind.SEMICOLON;
            }
        }
        return ended && lexer.open().isNothing();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
