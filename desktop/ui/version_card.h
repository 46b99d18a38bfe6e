// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGroupBox>

class QLabel;
class QPushButton;

namespace shoal::ui {

class ElidedLabel;

// One of the two versions of a conflict: what it is, and buttons to look at it and to keep it.
class VersionCard final : public QGroupBox
{
    Q_OBJECT

public:
    explicit VersionCard(QWidget* parent = nullptr);

    // `facts`: short lines below the path.
    void setTexts(const QString& title, const QString& path, const QStringList& facts);
    // `open` and `keep` are what the buttons say.
    void setActions(const QString& open, const QString& keep);
    void setEnabledActions(bool open, bool keep);

Q_SIGNALS:
    void openChosen();
    void keepChosen();

private:
    ElidedLabel* const m_path;
    QLabel* const m_facts;
    QPushButton* const m_open;
    QPushButton* const m_keep;
};

} // namespace shoal::ui
