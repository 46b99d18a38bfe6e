// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

#include <QJsonArray>
#include <QJsonObject>
#include <vector>

namespace shoal::cli {

// Members of an instance's answer. What is missing or of another type counts as 0, empty or false: an answer comes
// from another program, maybe of another version.
int64_t numberIn(const QJsonObject& object, const char* name);
bool flagIn(const QJsonObject& object, const char* name);
QJsonObject objectIn(const QJsonObject& object, const char* name);
// Safe for a terminal.
Bytes textIn(const QJsonObject& object, const char* name);
// The bytes as the instance knows them, to be compared or sent back, never shown.
Bytes bytesIn(const QJsonObject& object, const char* name);
// The objects of a list.
std::vector<QJsonObject> listIn(const QJsonObject& object, const char* name);
// The texts of a list, each safe for a terminal.
std::vector<Bytes> textsIn(const QJsonObject& object, const char* name);

// "share_dir/path" of an entry; the member that holds the path can have another name.
Bytes fullPathIn(const QJsonObject& entry, const char* name = "path");

// Adds a path as the protocol wants it: `name`, or `name`_base64 when the bytes are not UTF-8.
void insertPath(QJsonObject& params, const QString& name, const Bytes& path);

} // namespace shoal::cli
