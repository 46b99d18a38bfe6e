// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/option_texts.h"

#include <array>

namespace shoal::models {

namespace {

struct Texts
{
    const char* name;
    const char* label;
    const char* meaning;
};

constexpr std::array kTexts{
    Texts{"device_name", QT_TRANSLATE_NOOP("shoal::models::OptionTexts", "Device &name:"),
          QT_TRANSLATE_NOOP("shoal::models::OptionTexts", "How this device calls itself to others.")},
    Texts{"listening_port", QT_TRANSLATE_NOOP("shoal::models::OptionTexts", "&Port:"),
          QT_TRANSLATE_NOOP("shoal::models::OptionTexts", "The TCP port that other devices connect to; 0: any free "
                                                          "one.")},
    Texts{"download_limit", QT_TRANSLATE_NOOP("shoal::models::OptionTexts", "&Receive at most:"),
          QT_TRANSLATE_NOOP("shoal::models::OptionTexts", "How fast to receive; 0: no limit.")},
    Texts{"upload_limit", QT_TRANSLATE_NOOP("shoal::models::OptionTexts", "&Send at most:"),
          QT_TRANSLATE_NOOP("shoal::models::OptionTexts", "How fast to send; 0: no limit.")},
    Texts{"weekly_limits", QT_TRANSLATE_NOOP("shoal::models::OptionTexts", "&Weekly Plan"),
          QT_TRANSLATE_NOOP("shoal::models::OptionTexts", "Other limits at some times of the week.")},
    Texts{"rate_limit_local_peers", QT_TRANSLATE_NOOP("shoal::models::OptionTexts", "&Limits in the local network too"),
          QT_TRANSLATE_NOOP("shoal::models::OptionTexts", "The limits hold in the local network, too.")},
    Texts{"folder_rescan_interval", QT_TRANSLATE_NOOP("shoal::models::OptionTexts", "Look through &folders every:"),
          QT_TRANSLATE_NOOP("shoal::models::OptionTexts", "How often to look through whole folders, in case that a "
                                                          "change was missed; 0: only at the start.")},
    Texts{"sync_trash_ttl", QT_TRANSLATE_NOOP("shoal::models::OptionTexts", "&Keep for:"),
          QT_TRANSLATE_NOOP("shoal::models::OptionTexts", "How long replaced and deleted files stay in the archive; 0: "
                                                          "for ever.")},
    Texts{"archive_max_size", QT_TRANSLATE_NOOP("shoal::models::OptionTexts", "Keep at &most:"),
          QT_TRANSLATE_NOOP("shoal::models::OptionTexts", "How large the archive of a share may grow; 0: a tenth of "
                                                          "the disk.")},
    Texts{"max_file_size_for_versioning", QT_TRANSLATE_NOOP("shoal::models::OptionTexts", "Files &up to:"),
          QT_TRANSLATE_NOOP("shoal::models::OptionTexts", "Larger files do not go to the archive.")},
    Texts{"disk_min_free_space", QT_TRANSLATE_NOOP("shoal::models::OptionTexts", "Leave fr&ee on the disk:"),
          QT_TRANSLATE_NOOP("shoal::models::OptionTexts", "What files of other devices leave free on the disk.")},
    Texts{"peer_expiration_days", QT_TRANSLATE_NOOP("shoal::models::OptionTexts", "Show &absent devices for:"),
          QT_TRANSLATE_NOOP("shoal::models::OptionTexts", "How long devices are shown that are not connected any "
                                                          "more.")},
    Texts{"search_lan", QT_TRANSLATE_NOOP("shoal::models::OptionTexts", "&Find devices in the local network"),
          QT_TRANSLATE_NOOP("shoal::models::OptionTexts", "Look for other devices of the share in the local network.")},
    Texts{"known_hosts", QT_TRANSLATE_NOOP("shoal::models::OptionTexts", "&Devices elsewhere:"),
          QT_TRANSLATE_NOOP("shoal::models::OptionTexts", "Devices to connect to, each host:port, with commas "
                                                          "between.")},
    Texts{"use_sync_trash", QT_TRANSLATE_NOOP("shoal::models::OptionTexts", "&Keep replaced and deleted files"),
          QT_TRANSLATE_NOOP("shoal::models::OptionTexts", "What other devices replace or delete goes to the archive.")},
    Texts{"overwrite_changes", QT_TRANSLATE_NOOP("shoal::models::OptionTexts", "&Undo what is changed here"),
          QT_TRANSLATE_NOOP("shoal::models::OptionTexts", "On a device that may only read: what is changed here is "
                                                          "replaced by what the others have.")},
    Texts{"sync_special_modes", QT_TRANSLATE_NOOP("shoal::models::OptionTexts", "&Apply setuid and setgid"),
          QT_TRANSLATE_NOOP("shoal::models::OptionTexts", "Files may get the rights of their owner when they are run. "
                                                          "Needs root.")},
};

const Texts* find(const QString& name)
{
    for (const Texts& texts : kTexts)
        if (name == QLatin1String(texts.name))
            return &texts;
    return nullptr;
}

} // namespace

QString OptionTexts::label(const QString& name)
{
    const Texts* const texts = find(name);
    return texts ? tr(texts->label) : name;
}

QString OptionTexts::meaning(const QString& name, const QString& fallback)
{
    const Texts* const texts = find(name);
    return texts ? tr(texts->meaning) : fallback;
}

QString OptionTexts::unit(const QString& unit)
{
    if (unit == QLatin1String("days"))
        return tr("days");
    if (unit == QLatin1String("seconds"))
        return tr("seconds");
    return unit; // kB/s and MB are the same everywhere
}

} // namespace shoal::models
