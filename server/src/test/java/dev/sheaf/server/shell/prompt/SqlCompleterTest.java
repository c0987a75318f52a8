// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.server.shell.prompt.NameSource.KnownTable;
import dev.sheaf.server.shell.prompt.NameSource.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlCompleterTest {
    private static final Names NAMES = new Names(
            List.of(new KnownTable("main", "flights", List.of("carrier", "delay")),
                    new KnownTable("main", "airports", List.of("iata", "city"))),
            List.of("UPPER", "lower"));

    private final SqlCompleter completer = new SqlCompleter(() -> NAMES, () -> List.of(".tables", ".mode"));

    @Test
    void offersTablesAfterFromAndItsLike() {
        for (String before : List.of("SELECT * FROM ", "select * from a join ", "INSERT INTO ", "DESCRIBE ")) {
            assertEquals(List.of("airports", "flights", "main.", "main."), complete(before).stream().sorted().toList());
        }
    }

    @Test
    void offersColumnsOfTheTableBeforeThePoint() {
        assertEquals(List.of("carrier", "delay"), complete("SELECT flights."));
        assertEquals(List.of("iata", "city"), complete("SELECT * FROM flights f JOIN airports AS a ON f.carrier = a."));
        assertEquals(List.of("carrier", "delay"), complete("SELECT * FROM flights f JOIN airports AS a ON f."));
        assertEquals(List.of("flights", "airports"), complete("SELECT * FROM main."));
        assertEquals(List.of(), complete("SELECT nothing."));
    }

    @Test
    void offersColumnsOfTheStatementsTablesOnly() {
        List<String> offered = complete("SELECT x FROM flights WHERE ");
        assertTrue(offered.containsAll(List.of("carrier", "delay", "AND", "upper")), offered.toString());
        assertFalse(offered.contains("iata"), offered.toString());
        assertFalse(complete("SELECT * FROM flights; SELECT ").contains("carrier"));
    }

    @Test
    void keywordsFollowTheCaseThatIsTyped() {
        assertTrue(complete("sel").contains("select"));
        assertTrue(complete("SEL").contains("SELECT"));
        assertFalse(complete("sel").contains("SELECT"));
    }

    @Test
    void offersCommandsAndTheirArguments() {
        assertEquals(List.of(".tables", ".mode"), complete(".t"));
        assertTrue(complete(".mode ").contains("markdown"));
        assertEquals(List.of("flights", "airports"), complete(".schema "));
    }

    @Test
    void offersFilesInsideLiterals(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("flights.csv"), "");
        Files.createDirectory(folder.resolve("fl"));
        Files.writeString(folder.resolve("other.csv"), "");
        assertEquals(List.of(folder + "/fl/", folder + "/flights.csv"),
                complete("SELECT * FROM '" + folder + "/fl").stream().sorted().toList());
        assertEquals(List.of(), complete("SELECT * FROM '" + folder + "/nope/"));
    }

    private List<String> complete(String typed) {
        List<Candidate> candidates = new ArrayList<>();
        completer.complete(null, SqlLineParser.Word.at(typed, typed.length()), candidates);
        return candidates.stream().map(Candidate::value).toList();
    }
}
