// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/config/options.h"

#include <array>

namespace shoal::config {

namespace {

constexpr int64_t kMaxPort = 65535;
constexpr int64_t kMaxRate = 10'000'000; // kB/s: 80 Gbit/s, and times 1000 it is far from overflow
constexpr int64_t kMaxCount = 999'999;   // btsync's largest number of days, seconds or MB

constexpr ByteView kNoWebInterface = "Shoal has no web interface, nothing listens there; see shoal status";
constexpr ByteView kNoHttpApi = "Shoal has no HTTP API; programs use the control socket in storage_path";
constexpr ByteView kNoVendorService = "Shoal has no such service of a vendor";
constexpr ByteView kNoTransferSettings = "it tunes a transfer protocol of btsync, Shoal's own needs no such setting";
constexpr ByteView kNoLinkedDevices = "Shoal has no linked devices, so there are no hidden folders between them";
constexpr ByteView kNoOneTimeSend = "Shoal does not send single files to people";
constexpr ByteView kInterfacesLater = "choosing interfaces comes later; until then all interfaces are used";
constexpr ByteView kAlwaysEncrypted = "every connection is encrypted, in the LAN too";
constexpr ByteView kOneVersion = "updates come with the packages of the system";
constexpr ByteView kNothingSaved = "settings come from this file only, nothing is fetched or saved on a schedule";
constexpr ByteView kBoundedMemory = "memory for transfers is bounded without a setting";
constexpr ByteView kThreadsByItself = "threads are chosen by the number of processors";
constexpr ByteView kScansByItself = "scans run as parallel and as early as the disk allows";

constexpr Option flag(ByteView name, ByteView defaultValue)
{
    return {Scope::Instance, name, ValueType::Bool, defaultValue};
}

constexpr Option number(ByteView name, ByteView defaultValue, int64_t min, int64_t max, ByteView unit = {})
{
    Option option{Scope::Instance, name, ValueType::NumberText, defaultValue};
    option.min = min;
    option.max = max;
    option.unit = unit;
    return option;
}

constexpr Option plainNumber(ByteView name, ByteView defaultValue, int64_t max, ByteView unit = {})
{
    Option option = number(name, defaultValue, 0, max, unit);
    option.type = ValueType::Integer;
    return option;
}

constexpr Option text(ByteView name, ValueType type = ValueType::Text)
{
    return {Scope::Instance, name, type, ""};
}

constexpr Option orZero(Option option, ByteView meaning)
{
    option.zeroMeans = meaning;
    return option;
}

constexpr Option inShare(Option option)
{
    option.scope = Scope::Share;
    return option;
}

constexpr Option directive(ByteView name)
{
    return {Scope::Directive, name, ValueType::Text, ""};
}

constexpr Option later(Option option, ByteView notice, std::optional<ByteView> quietValue = {})
{
    option.fate = Fate::Later;
    option.notice = notice;
    option.quietValue = quietValue;
    return option;
}

constexpr Option meaningless(Option option, ByteView notice, std::optional<ByteView> quietValue = {})
{
    option.fate = Fate::Meaningless;
    option.notice = notice;
    option.quietValue = quietValue;
    return option;
}

constexpr Option ofWebUi(ByteView name, ValueType type = ValueType::Text)
{
    return meaningless(text(name, type), "");
}

constexpr std::array kOptions{
    // The sample file.
    text("device_name"),
    plainNumber("listening_port", "0", kMaxPort),
    text("storage_path", ValueType::FolderPath),
    text("pid_file"),
    flag("use_upnp", "true"),
    plainNumber("download_limit", "0", kMaxRate, "kB/s"),
    plainNumber("upload_limit", "0", kMaxRate, "kB/s"),
    text("proxy_type"),
    text("proxy_addr"),
    plainNumber("proxy_port", "1080", kMaxPort),
    flag("proxy_auth", "false"),
    text("proxy_username"),
    text("proxy_password"),
    meaningless(text("directory_root"), kNoWebInterface),
    meaningless(text("directory_root_policy"), kNoWebInterface),
    meaningless(text("webui", ValueType::Group), kNoWebInterface, "{}"),
    ofWebUi("webui.listen"),
    ofWebUi("webui.login"),
    ofWebUi("webui.password"),
    ofWebUi("webui.password_hash"),
    ofWebUi("webui.allow_empty_password", ValueType::Bool),
    ofWebUi("webui.force_https", ValueType::Bool),
    ofWebUi("webui.ssl_certificate"),
    ofWebUi("webui.ssl_private_key"),
    ofWebUi("webui.dir_whitelist", ValueType::Texts),
    ofWebUi("webui.directory_root"),
    ofWebUi("webui.directory_root_policy"),
    ofWebUi("webui.api_key"),
    ofWebUi("webui.password_hash_unified"),
    ofWebUi("webui.password_hash_salt_unified"),
    text("shared_folders", ValueType::Shares),

    inShare(text("secret")),
    inShare(text("dir", ValueType::FolderPath)),
    inShare(flag("use_relay_server", "true")),
    inShare(flag("use_tracker", "true")),
    inShare(flag("use_dht", "false")),
    inShare(flag("search_lan", "true")),
    inShare(flag("use_sync_trash", "true")),
    inShare(flag("overwrite_changes", "false")),
    inShare(
        later(flag("selective_sync", "false"), "placeholders come later; until then every file is fetched", "false")),
    inShare(text("known_hosts", ValueType::HostTexts)),
    inShare(flag("sync_special_modes", "false")),
    inShare(text("relays", ValueType::HostTexts)),

    // Keys of other versions.
    meaningless(flag("check_for_updates", "true"), kOneVersion, "false"),
    meaningless(flag("display_new_version", "true"), kOneVersion, "false"),
    meaningless(text("vendor", ValueType::Anything), kNoVendorService),
    meaningless(text("agree_to_EULA", ValueType::Anything), "there is no agreement to accept, Shoal is free software"),
    meaningless(text("i_agree", ValueType::Anything), "there is no agreement to accept, Shoal is free software"),
    meaningless(text("api_key"), kNoHttpApi),
    meaningless(text("enable_api", ValueType::Anything), kNoHttpApi, "false"),
    meaningless(text("files_default_path"), kNoOneTimeSend),
    meaningless(flag("use_gui", "true"), "shoald has no window, the program with one is shoal-desktop", "false"),

    // Advanced preferences.
    later(flag("disk_low_priority", "true"), "low disk priority comes later; until then DAEMON_NICE helps", "false"),
    meaningless(flag("lan_encrypt_data", "true"), kAlwaysEncrypted, "true"),
    meaningless(flag("lan_use_tcp", "false"), "every connection is TCP", "true"),
    flag("rate_limit_local_peers", "false"),
    orZero(number("folder_rescan_interval", "600", 10, kMaxCount, "seconds"), "never"),
    meaningless(number("sync_max_time_diff", "600", 0, kMaxCount, "seconds"),
                "a wrong clock does not stop a peer, changes are ordered without trusting clocks"),
    orZero(number("sync_trash_ttl", "30", 0, kMaxCount, "days"), "no limit of age"),
    orZero(number("archive_max_size", "0", 1, kMaxCount, "MB"), "a tenth of the file system"),
    meaningless(number("max_file_size_diff_for_patching", "1000", 0, kMaxCount, "MB"),
                "of a changed file only the changed parts travel, whatever its size"),
    number("max_file_size_for_versioning", "1000", 0, kMaxCount, "MB"),
    meaningless(number("send_buf_size", "5", 1, 100, "MB"), kBoundedMemory),
    meaningless(number("recv_buf_size", "5", 1, 100, "MB"), kBoundedMemory),
    number("peer_expiration_days", "7", 0, kMaxCount, "days"),
    orZero(number("log_size", "100", 1, kMaxCount, "MB"), "no limit of size"),
    later(number("log_ttl", "7", 0, kMaxCount, "days"),
          "a limit of age comes later; until then log_size bounds the log"),
    number("external_port", "0", 0, kMaxPort),
    meaningless(number("config_refresh_interval", "3600", 0, kMaxCount, "seconds"), kNothingSaved),
    meaningless(number("config_save_interval", "600", 0, kMaxCount, "seconds"), kNothingSaved),
    meaningless(flag("profiler_enabled", "false"), "Shoal writes no profile, perf and DAEMON_DEBUG serve instead",
                "false"),
    later(text("bind_interface"), kInterfacesLater, ""),
    later(flag("use_only_bind_interface", "false"), kInterfacesLater, "false"),
    meaningless(flag("direct_torrent_enabled", "true"), kNoTransferSettings),
    meaningless(flag("disable_remove_from_all_devices", "false"), "there is no such command", "false"),
    number("disk_min_free_space", "0", 0, kMaxCount, "MB"),
    number("disk_min_free_space_gb", "0", 0, kMaxCount / 1000, "GB"),
    later(number("free_space_warning_threshold", "1024", 0, kMaxCount, "MB"),
          "an early warning comes later; until then disk_min_free_space stops downloads in time"),
    meaningless(flag("enable_file_system_notifications", "true"),
                "folders are always watched, a scan alone would be slower and cost more", "true"),
    meaningless(flag("enable_warning_no_source", "true"), "shoal why names the files that no peer has"),
    meaningless(flag("fix_conflicting_paths", "true"),
                "names that clash on this file system are always kept apart, nothing is overwritten", "true"),
    text("folder_defaults", ValueType::Group),
    later(flag("folder_defaults.delete_unknown_files", "false"),
          "removing files a read-only folder does not know comes later; until then they stay", "false"),
    text("folder_defaults.known_hosts", ValueType::HostList),
    flag("folder_defaults.use_relay", "true"),
    flag("folder_defaults.use_tracker", "true"),
    flag("folder_defaults.use_lan_broadcast", "true"),
    later(number("folder_defaults.lan_discovery_mode", "3", 0, 3),
          "1 and 2 come later; until then 0 is off, and all others use multicast and broadcast", "3"),
    meaningless(text("folder_defaults.transfer_priority", ValueType::Anything),
                "small and new changes always go first"),
    meaningless(text("service_folders", ValueType::Group), kNoLinkedDevices, "{}"),
    meaningless(flag("service_folders.use_relay", "true"), ""),
    meaningless(flag("service_folders.use_tracker", "true"), ""),
    later(flag("ignore_symlinks", "false"), "leaving out symlinks comes later; until then they are synced", "false"),
    meaningless(number("keep_expired_transfer_days", "0", 0, kMaxCount, "days"), kNoOneTimeSend),
    meaningless(number("share_file_ttl", "3", 0, kMaxCount, "days"), kNoOneTimeSend),
    meaningless(flag("lazy_indexing", "true"), kScansByItself),
    meaningless(number("max_packet_size", "32", 0, kMaxCount), kNoTransferSettings),
    meaningless(number("max_torrent_metadata_size", "16", 0, kMaxCount), kNoTransferSettings),
    meaningless(text("net", ValueType::Group), kNoTransferSettings, "{}"),
    meaningless(number("net.udp_ipv4_mtu", "1500", 0, kMaxPort), ""),
    meaningless(number("net.udp_ipv6_mtu", "1500", 0, kMaxPort), ""),
    meaningless(flag("net.enable_utp2", "false"), ""),
    meaningless(flag("prefer_utp2_lan", "false"), kNoTransferSettings),
    meaningless(flag("normalize_unicode_paths", "true"), "names are kept byte for byte as their owners wrote them",
                "false"),
    flag("overwrite_changes", "false"),
    meaningless(flag("parallel_indexing", "false"), kScansByItself),
    meaningless(flag("prefer_net_over_disk_operations", "false"), kThreadsByItself),
    meaningless(flag("prioritize_initial_indexing", "false"), kScansByItself),
    meaningless(number("recheck_locked_files_interval", "600", 0, kMaxCount, "seconds"),
                "a file in use is looked at again as soon as it is closed"),
    meaningless(flag("send_statistics", "true"), "Shoal sends no statistics to anyone", "false"),
    meaningless(flag("show_service_disk_thread", "false"), kThreadsByItself),
    later(flag("sync_extended_attributes", "true"), "switching extended attributes off comes later", "true"),
    meaningless(number("torrent_max_piece_size", "2097152", 0, INT32_MAX, "bytes"), kNoTransferSettings),
    meaningless(number("torrent_piece_size_policy", "0", 0, kMaxCount), kNoTransferSettings),
    meaningless(flag("transfer_job_skip_locked_files", "false"), kNoTransferSettings),
    meaningless(flag("transfer_job_verify_downloaded_files", "false"),
                "every file is verified before it becomes visible", "true"),
    meaningless(number("tunnel_compress_delay_size", "102400", 0, INT32_MAX, "bytes"), kNoTransferSettings),
    meaningless(number("tunnel_compress_delay_time", "10000", 0, INT32_MAX, "ms"), kNoTransferSettings),
    meaningless(flag("tunnel_compress_stream", "false"), kNoTransferSettings),
    meaningless(text("tunnel_protocols"), kNoTransferSettings),
    meaningless(number("worker_threads_count", "0", 0, kMaxCount), kThreadsByItself),
    meaningless(number("disk_worker_pool_size", "1", 0, kMaxCount), kThreadsByItself),

    // Shoal's own, for the instance.
    text("weekly_limits", ValueType::Periods),
    // And for all shares of the file.
    flag("sync_special_modes", "false"),
    text("relays", ValueType::HostTexts),
    text("dht_nodes", ValueType::HostTexts),
    text("relay_server", ValueType::Group),
    text("relay_server.listen", ValueType::HostList),

    // In comments: // DAEMON_UMASK=0027
    directive("DAEMON_UID"),
    directive("DAEMON_GID"),
    directive("DAEMON_UMASK"),
    directive("DAEMON_DEBUG"),
    directive("DAEMON_NICE"),
    later(directive("DAEMON_BIND"), "listening on one address comes later; until then all addresses are used",
          "0.0.0.0"),
    directive("LOG_PATH"),
};

} // namespace

std::span<const Option> options()
{
    return kOptions;
}

} // namespace shoal::config
