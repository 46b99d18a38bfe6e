// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/sentence.h"

#include <QJsonObject>

#include <vector>

namespace shoal::engine {

// Adds `name`, the sentence in English, and `name`_phrases, what a front end can translate it by, when there is
// something (docs/control.md).
void putSentence(QJsonObject& json, const QString& name, const model::Sentence& sentence);
// The same for a list: `name`_phrases has a list for each of them.
void putSentences(QJsonObject& json, const QString& name, const std::vector<model::Sentence>& sentences);

} // namespace shoal::engine
