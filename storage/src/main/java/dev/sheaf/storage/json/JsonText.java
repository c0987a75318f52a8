// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.sheaf.core.disk.ReadableFile;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.storage.file.FileInputStreams;
import dev.sheaf.storage.file.FilePlace;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/// The objects of a JSON file, one after the other: those of an array, or those that follow each other. Errors name
/// the line. Not thread-safe.
final class JsonText implements AutoCloseable {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final String path;
    private final JsonParser parser;
    private boolean inArray;
    private boolean started;
    private boolean ended;

    private JsonText(String path, JsonParser parser) {
        this.path = path;
        this.parser = parser;
    }

    static JsonText open(ReadableFile file) {
        try {
            return new JsonText(file.path(), FACTORY.createParser(FileInputStreams.open(file, file.path())));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    JsonParser parser() {
        return parser;
    }

    /// Moves to the start of the next object; false at the end.
    boolean nextObject() {
        if (ended) {
            return false;
        }
        JsonToken token = nextToken();
        if (!started) {
            started = true;
            if (token == JsonToken.START_ARRAY) {
                inArray = true;
                token = nextToken();
            }
        }
        if (token == null && !inArray || token == JsonToken.END_ARRAY && inArray) {
            ended = true;
            return false;
        }
        if (token != JsonToken.START_OBJECT) {
            throw error("an object is expected, not " + (token == null ? "the end" : token));
        }
        return true;
    }

    JsonToken nextToken() {
        try {
            return parser.nextToken();
        } catch (IOException failure) {
            throw broken(failure);
        }
    }

    String text() {
        try {
            return parser.getText();
        } catch (IOException failure) {
            throw broken(failure);
        }
    }

    long longValue() {
        try {
            return parser.getLongValue();
        } catch (IOException failure) {
            throw broken(failure);
        }
    }

    double doubleValue() {
        try {
            return parser.getDoubleValue();
        } catch (IOException failure) {
            throw broken(failure);
        }
    }

    /// Whether the current number is a whole one of 64 bits.
    boolean isLong() {
        try {
            return switch (parser.getNumberType()) {
                case INT, LONG -> true;
                case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> false;
            };
        } catch (IOException failure) {
            throw broken(failure);
        }
    }

    /// The text of the value at hand: strings without their quotes, objects and arrays as JSON.
    String valueText() {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.START_OBJECT && token != JsonToken.START_ARRAY) {
            return text();
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            generator.copyCurrentStructure(parser);
        } catch (IOException failure) {
            throw broken(failure);
        }
        return text.toString();
    }

    /// Moves over the value at hand.
    void skipValue() {
        try {
            parser.skipChildren();
        } catch (IOException failure) {
            throw broken(failure);
        }
    }

    SheafException error(String detail) {
        return new FilePlace(path, "line " + parser.currentTokenLocation().getLineNr()).malformed(detail);
    }

    private SheafException broken(IOException failure) {
        if (failure instanceof JsonProcessingException syntax) {
            String place = syntax.getLocation() == null ? "" : "line " + syntax.getLocation().getLineNr();
            return new FilePlace(path, place).malformed(syntax.getOriginalMessage());
        }
        if (failure.getCause() instanceof SheafException known) {
            return known;
        }
        return new SheafException(ErrorCode.FILE_CORRUPT, path + ": " + failure.getMessage(), failure);
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
