import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tukaani.xz.XZInputStream;

/** Decompresses the .xz file of the first argument into the file of the second; run from its source. */
public final class Unxz {
  public static void main(String[] arguments) throws Exception {
    try (InputStream in = new XZInputStream(Files.newInputStream(Path.of(arguments[0])));
        OutputStream out = Files.newOutputStream(Path.of(arguments[1]))) {
      in.transferTo(out);
    }
  }
}
