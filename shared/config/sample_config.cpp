// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/config/sample_config.h"

namespace shoal::config {

namespace {

constexpr ByteView kSample = R"sample(//!/usr/bin/shoald --config
// One file is one instance: one device name, one port, one storage folder, any number of shares.
// Comments begin with // or stand between /* and */.
//
// A comment line that begins with one of these names, then = and a value, sets up the process:
//   DAEMON_UID, DAEMON_GID     user and group to run as
//   DAEMON_UMASK               for example 0027
//   DAEMON_NICE                -20 to 19
//   DAEMON_DEBUG               FFFF for messages of all kinds, 0000 for none
//   LOG_PATH                   file for the log instead of standard error
{
  // The name other devices show for this one. Without it: the name of the host.
  "device_name" : "My device",

  // 0 takes any free port. Give a fixed one when others name this device in known_hosts.
  "listening_port" : 0,

  // Where the instance keeps its key and its index; one folder for each instance, outside of all shares.
  // Without it: /var/lib/shoal/<instance> for root, ~/.local/state/shoal/<instance> for others.
  // "storage_path" : "/home/user/.shoal",

  // Where to write the number of the process.
  // "pid_file" : "/run/shoal/example.pid",

  // Ask the router for an open port (UPnP, NAT-PMP, PCP).
  "use_upnp" : false,

  // Limits in kB/s; 0 is no limit. Peers in the same network are not limited, see rate_limit_local_peers.
  "download_limit" : 0,
  "upload_limit" : 0,

  // Other limits at some times of the week, in local time: the first period that fits counts, and a limit that it does
  // not name stays as above. Without "days" it holds every day; a "to" that is not after "from" is on the next day.
  // "weekly_limits" : [
  //   { "days" : [ "mon", "tue", "wed", "thu", "fri" ], "from" : "08:00", "to" : "18:00", "upload" : 500 },
  //   { "from" : "22:00", "to" : "06:00", "upload" : 0, "download" : 0 }
  // ],

  /* The folders to keep identical. Everybody with the same secret has the same content.
     `shoal secret new` makes a secret, `shoal secret read-only` derives the one that can only receive.
  "shared_folders" : [
    {
      "secret" : "MY_SECRET",                     // required
      "dir" : "/home/user/shared",                // required, absolute path
      "use_relay_server" : true,                  // reach peers that cannot be reached directly
      "use_tracker" : true,                       // find peers through a relay
      "use_dht" : false,                          // find peers through the BitTorrent DHT
      "search_lan" : true,                        // find peers in the same network
      "use_sync_trash" : true,                    // keep replaced and deleted files in .sync/Archive
      "overwrite_changes" : false,                // with a read-only secret: undo what is changed here
      "selective_sync" : false,                   // placeholders instead of files
      "known_hosts" : [ "192.0.2.7:44444" ]       // peers at fixed addresses
    }
  ],
  */

  /* Where devices of other networks are met, and reached if there is no other way; several, so that one may be down.
     Each is a shoal-relay, or an instance that is one for its own shares.
  "relays" : [ "relay.example:3839" ],
  "relay_server" : { "listen" : "0.0.0.0:3839" },
  */

  // Advanced: a scan of all folders in case a notification of the system was missed (seconds, 0 = only at start),
  "folder_rescan_interval" : 600,
  // how long replaced and deleted files are kept (days), up to how much in all (MB, 0 = a tenth of the disk), and up
  // to which size of one (MB),
  "sync_trash_ttl" : 30,
  "archive_max_size" : 0,
  "max_file_size_for_versioning" : 1000,
  // what must stay free on the disk (MB), and whether limits hold for peers in the same network, too.
  "disk_min_free_space" : 0,
  "rate_limit_local_peers" : false
}
)sample";

} // namespace

Bytes sampleConfig()
{
    return Bytes(kSample);
}

} // namespace shoal::config
