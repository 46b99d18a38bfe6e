// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/disk_work.h"
#include "desktop/ui/secret_tool.h"

#include <QDialog>
#include <QJsonObject>

class QComboBox;
class QDialogButtonBox;
class QLabel;
class QPushButton;

namespace shoal::models {
class Instance;
}

namespace shoal::ui {

class NoteLine;
class QrView;
class SecretRow;

// Passes a share on: its secrets to copy, as a link, a QR code or a file. What grants writing needs one click more.
class ShareDialog final : public QDialog
{
    Q_OBJECT

public:
    // Both outlive it. `share`: full id in hexadecimal; `folder`: its folder.
    ShareDialog(models::Instance& instance, SecretTool& secrets, const QString& share, const QString& folder,
                QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void buildForm();
    void ask();
    void take(const QJsonObject& secrets);
    // What the link, the code and the file hold; empty while nothing may be shown.
    QString chosenSecret() const;
    QString link() const;
    void showLink();
    void saveFile();
    void write(const QString& path);
    void rotate();
    void retranslate();

    models::Instance& m_instance;
    SecretTool& m_secrets;
    QString m_share; // the folder after a rotation, which gives it another id
    const QString m_folder;
    models::DiskWork m_work;
    QString m_afterRotation;
    QLabel* const m_title;
    SecretRow* const m_readOnly;
    SecretRow* const m_readWrite;
    NoteLine* const m_note;
    QLabel* const m_kindLabel;
    QComboBox* const m_kind;
    QrView* const m_code;
    QLabel* const m_hint;
    QPushButton* const m_copyLink;
    QPushButton* const m_save;
    QPushButton* const m_rotate;
    QDialogButtonBox* const m_buttons;
};

} // namespace shoal::ui
