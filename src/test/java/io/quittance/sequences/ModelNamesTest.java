package io.quittance.sequences;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A reader takes no type of the model for the type of the code that it checks. */
class ModelNamesTest {

    /** The simple names of all types below a directory of class files, nested ones too. */
    private static Set<String> names(String directory) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(directory))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class"))
                    .map(name -> name.replaceAll("^.*\\$|\\.class$", ""))
                    .filter(name -> name.matches("[A-Z]\\w*"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void namesOfTheModelAreNotNamesOfMain() throws IOException {
        Set<String> model = names("target/test-classes/io/quittance/sequences");
        assertFalse(model.isEmpty());
        model.retainAll(names("target/classes/io/quittance"));
        assertEquals(Set.of(), model);
    }
}
