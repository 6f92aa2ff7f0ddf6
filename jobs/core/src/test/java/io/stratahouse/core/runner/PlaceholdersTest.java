package io.stratahouse.core.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceholdersTest {
  @TempDir private Path folder;
  private Placeholders placeholders;

  @BeforeEach
  void writeSecrets() throws IOException {
    Path secrets = Files.createDirectories(folder.resolve("secrets/hologres"));
    Files.writeString(secrets.resolve("writer"), "o'Brien$1\n");
    Files.writeString(folder.resolve("outside"), "x");
    placeholders = new Placeholders(Map.of("kafka.bootstrap", "127.0.0.1:1"), folder.resolve("secrets"));
  }

  @Test
  void fillsInBindingsAndSecrets() throws JobRefusedException {
    assertEquals("a 127.0.0.1:1 b", placeholders.resolve("a ${kafka.bootstrap} b"));
    assertEquals("o'Brien$1", placeholders.resolve("${secret:hologres/writer}"));
    assertEquals("'o''Brien$1'", placeholders.resolveSql("'${secret:hologres/writer}'"));
  }

  @Test
  void hidesSecretsInEitherForm() throws JobRefusedException {
    placeholders.resolve("${secret:hologres/writer}");
    assertEquals("*** and ***", placeholders.redact("o'Brien$1 and o''Brien$1"));
  }

  @Test
  void saysWhatIsMissing() {
    assertEquals(
        "The placeholder ${adb.user} has no value: add it to the bindings of the job; bound: [kafka.bootstrap].",
        assertThrows(JobRefusedException.class, () -> placeholders.resolve("${adb.user}")).getMessage());
    assertTrue(
        assertThrows(JobRefusedException.class, () -> placeholders.resolve("${secret:adb/writer}"))
            .getMessage()
            .startsWith("The secret 'adb/writer' cannot be read from the file "));
    assertEquals(
        "The secret '../outside' is not inside the secrets folder.",
        assertThrows(JobRefusedException.class, () -> placeholders.resolve("${secret:../outside}")).getMessage());
  }
}
