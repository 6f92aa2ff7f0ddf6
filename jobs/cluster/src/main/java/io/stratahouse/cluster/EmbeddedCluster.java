package io.stratahouse.cluster;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginUtils;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.RpcServiceSharing;

/**
 * A whole Flink cluster in one process, bound to the loopback address, with the ordinary REST API on a fixed port.
 *
 * <p>Arguments: {@code --config <file>}, a file of {@code key: value} lines with Flink's own options. Prints one line
 * {@code ready <port>} to standard output when the REST API answers and then runs until SIGTERM.
 */
public final class EmbeddedCluster {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int DEFAULT_SLOTS = 32;
  private static final long STOP_TIMEOUT_SECONDS = 5;

  private EmbeddedCluster() {}

  /**
   * Starts the cluster and stays until the process is told to stop.
   *
   * @param args {@code --config <file>}
   * @throws Exception when the configuration cannot be read or the cluster cannot start, e.g. the port is in use
   */
  public static void main(String[] args) throws Exception {
    if (args.length != 2 || !args[0].equals("--config")) {
      System.err.println("usage: EmbeddedCluster --config <file of 'key: value' lines>");
      System.exit(2);
    }
    Configuration config = loopback(ConfigFile.parse(Files.readString(Path.of(args[1]))));
    FileSystem.initialize(config, PluginUtils.createPluginManagerFromRootFolder(config));

    MiniCluster cluster = new MiniCluster(miniCluster(config));
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(cluster, stopped), "stop-cluster"));
    try {
      cluster.start();
    } catch (Exception e) {
      System.err.println("Flink could not start on port " + config.get(RestOptions.PORT) + ": " + rootMessage(e));
      Runtime.getRuntime().halt(1);
    }
    URI rest = cluster.getRestAddress().get();
    System.out.println("ready " + rest.getPort());
    System.out.flush();
    stopped.await();
  }

  private static Configuration loopback(Configuration config) throws IOException {
    config.set(RestOptions.ADDRESS, LOOPBACK);
    config.set(RestOptions.BIND_ADDRESS, LOOPBACK);
    config.set(RestOptions.BIND_PORT, String.valueOf(config.get(RestOptions.PORT)));
    config.set(JobManagerOptions.ADDRESS, LOOPBACK);
    config.set(JobManagerOptions.BIND_HOST, LOOPBACK);
    config.set(TaskManagerOptions.HOST, LOOPBACK);
    config.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
    if (!config.contains(TaskManagerOptions.NUM_TASK_SLOTS)) {
      config.set(TaskManagerOptions.NUM_TASK_SLOTS, DEFAULT_SLOTS);
    }
    return config;
  }

  private static MiniClusterConfiguration miniCluster(Configuration config) {
    return new MiniClusterConfiguration.Builder()
        .setConfiguration(config)
        .setNumTaskManagers(1)
        .setNumSlotsPerTaskManager(config.get(TaskManagerOptions.NUM_TASK_SLOTS))
        .setRpcServiceSharing(RpcServiceSharing.SHARED)
        .setCommonBindAddress(LOOPBACK)
        .build();
  }

  /** Ends the cluster; a stop that takes too long is cut off, because checkpoints make a hard end safe. */
  private static void stop(MiniCluster cluster, CountDownLatch stopped) {
    try {
      cluster.closeAsync().get(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      System.err.println("Flink did not stop cleanly: " + rootMessage(e));
      Runtime.getRuntime().halt(1);
    } finally {
      stopped.countDown();
    }
  }

  private static String rootMessage(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }
}
