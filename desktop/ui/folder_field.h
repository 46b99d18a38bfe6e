// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/folder_check.h"
#include "desktop/models/instance.h"

#include <QWidget>

class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace shoal::ui {

// A folder that a person types or chooses, and below it what there is to know of it before it is shared. Nothing waits
// for a disk here.
class FolderField final : public QWidget
{
    Q_OBJECT

public:
    // `instance` outlives it; its shares are asked for.
    explicit FolderField(models::Instance& instance, QWidget* parent = nullptr);

    // Absolute if the person wrote it so; ~ is the home folder.
    QString path() const;
    void setPath(const QString& path);
    // A looked at folder that can be shared.
    bool isUsable() const;
    // It has to be made first.
    bool isMissing() const;
    // The edit, for the buddy of a label.
    QLineEdit* edit() const { return m_edit; }

Q_SIGNALS:
    void pathChanged();
    // isUsable() and isMissing() may be others.
    void judged();

protected:
    void changeEvent(QEvent* event) override;

private:
    void askForShares();
    void look();
    void tell(const models::FolderReport& report);
    void browse();
    void retranslate();

    models::Instance& m_instance;
    models::FolderCheck m_check;
    models::FolderReport m_report;
    QStringList m_shared;
    QLineEdit* const m_edit;
    QPushButton* const m_browse;
    QVBoxLayout* const m_notes;
};

} // namespace shoal::ui
